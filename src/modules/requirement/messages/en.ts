/** English names of the module's pages. */
export const messages = {
  'requirement.one': 'Requirement',
  'requirement.many': 'Requirements',
  'content-update.many': 'Content updates',

  'event.pack.adopted': 'Content of a framework adopted',
} as const
