/** English names of the module's pages. */
export const messages = {
  'requirement.one': 'Requirement',
  'requirement.many': 'Requirements',
} as const
