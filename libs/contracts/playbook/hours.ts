import { z } from 'zod';

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
  .describe('"09:00" to "24:00"');

export const openWindowSchema = z.strictObject({ from: clockTime, to: clockTime });
export type OpenWindow = z.infer<typeof openWindowSchema>;
const windows = z.array(openWindowSchema).max(6);

/** ISO weekdays by their English names; a day that is missing is closed. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const openingHoursSchema = z
  .strictObject({
    timeZone: z.string().min(1).max(60).describe('IANA name, e.g. "Europe/Lisbon"'),
    week: z.strictObject({
      monday: windows.optional(),
      tuesday: windows.optional(),
      wednesday: windows.optional(),
      thursday: windows.optional(),
      friday: windows.optional(),
      saturday: windows.optional(),
      sunday: windows.optional(),
    }),
    holidays: z
      .array(
        z.strictObject({
          date: z.iso.date(),
          name: z.string().max(80).optional(),
          windows: windows.default([]).describe('Open on that day; none: closed all day'),
        }),
      )
      .max(400)
      .default([])
      .describe('Days that differ from the week'),
  })
  .meta({ id: 'OpeningHours' });
export type OpeningHours = z.infer<typeof openingHoursSchema>;
