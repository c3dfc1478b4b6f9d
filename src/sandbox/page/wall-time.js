/** Fields for a day and a time show the wall of a zone, whatever the browser's own is. */

/** "2027-03-12T09:00" on a wall in that zone. */
export function fieldForm(ms, timeZone) {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone })
    .format(ms)
    .replace(' ', 'T')
}

/** The instant at which a wall in that zone shows the field's time. Twice, since the first guess may be on the other
 * side of a change of the clocks. */
export function instantOf(field, timeZone) {
  const wanted = Date.parse(`${field}Z`)
  let instant = wanted
  for (let round = 0; round < 2; round += 1) {
    instant += wanted - Date.parse(`${fieldForm(instant, timeZone)}Z`)
  }
  return instant
}
