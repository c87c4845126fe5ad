/** Characters as they are stored: without blanks around the words. */
export const lengthOf = (text: string): number => text.trim().length;

export const isTooLong = (text: string, most: number): boolean => lengthOf(text) > most;
