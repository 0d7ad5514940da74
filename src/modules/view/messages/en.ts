/** English names for the trail; the list's own menu has its texts in the shell. */
export const messages = {
  'view.one': 'View',
  'view.many': 'Views',

  'event.view.created': 'View of a list saved',
  'event.view.revised': 'View of a list changed',
  'event.view.shared': 'View of a list shared',
  'event.view.unshared': 'View of a list no longer shared',
  'event.view.removed': 'View of a list removed',
} as const
