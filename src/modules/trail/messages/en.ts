/** English texts of the trail: what the events say that no register's name explains. */
export const messages = {
  'trail.many': 'Trail',
  'event.trail.undone': 'An operation undone',
  'event.verb.created': '{register} created',
  'event.verb.commented': '{register} commented on',
  'event.verb.bulk-revised': '{register}: several revised together',
  'event.verb.restored': '{register} taken from the archive',
}
