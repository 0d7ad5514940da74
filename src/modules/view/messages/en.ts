/** English names for the trail; the list's own menu has its texts in the shell. */
export const messages = {
  'view.one': 'View',
  'view.many': 'Views',
} as const
