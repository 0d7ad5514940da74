/** English texts of the trail: what the events say that no register's name explains. */
export const messages = {
  'trail.many': 'Trail',
  'event.trail.undone': 'An operation undone',

  'event.trail.restored': 'Trail continued from a backup',
  'event.trail.key-rotated': 'Signing key rotated',
  'event.trail.key-replaced': 'Lost signing key replaced',
}
