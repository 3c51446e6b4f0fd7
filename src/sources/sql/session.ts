/** What values look like as text, whatever the server's own settings are. */
export const VALUES_AS_TEXT: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'iso_8601',
  extra_float_digits: '1',
};
