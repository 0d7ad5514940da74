/** English texts of what happens to records of any register. */
export const enEvent = {
  'event.verb.created': '{register} created',
  'event.verb.revised': '{register} revised',
  'event.verb.bulk-revised': '{register} revised, several together',
  'event.verb.archived': '{register} archived',
  'event.verb.restored': '{register} taken from the archive',
  'event.verb.commented': '{register} commented on',
  'event.verb.linked': '{register} linked to another record',
  'event.verb.unlinked': 'Link of a record removed ({register})',
  'event.verb.imported': '{register} read from a file',
} as const
