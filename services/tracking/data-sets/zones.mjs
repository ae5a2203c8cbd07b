// Turns the package's time zones into lines: name, standard offset in minutes, countries; see docs/data-sets.md.
import { createRequire } from 'node:module';

const LEAST_ZONES = 400;

/** The zones that browsers may name, former names included; those of no country are left out. */
export function zones(folder) {
  const { getAllTimezones } = createRequire(import.meta.url)(`${folder}/countries-and-timezones`);
  const lines = Object.values(getAllTimezones({ deprecated: true }))
    .filter((zone) => zone.countries.length > 0)
    .map((zone) => `${zone.name} ${zone.utcOffset} ${zone.countries.join(',')}`)
    .sort();
  if (lines.length < LEAST_ZONES || lines.some((line) => !/^[\w+/-]+ -?\d+ [A-Z]{2}(,[A-Z]{2})*$/.test(line))) {
    throw new Error('the time zones have another form');
  }
  return lines;
}
