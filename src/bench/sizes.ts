/** A size that the environment may lower, so that a benchmark can be tried in moments. @throws Error for anything but a whole number from 1 */
export function size(name: string, usual: number): number {
  const given = process.env[name];
  if (given === undefined || given === '') return usual;
  if (!/^[1-9]\d{0,8}$/.test(given))
    throw new Error(`${name} is "${given}"; it takes a whole number from 1.`);
  return Number(given);
}
