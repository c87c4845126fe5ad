/** SQL: the time of the next try after `tries` of them: 2 s, doubling to 5 minutes. */
export const nextTry = (tries: string): string =>
  `clock_timestamp() + least(interval '2 seconds' * power(2, least(${tries}, 10)), interval '5 minutes')`;
