// Written by `npm run generate` from the modules' contracts. Do not edit.

/** How the registers are called, known before their modules are loaded. */
export const registerNames: Readonly<Record<string, string>> = {
  'control.one': 'Control',
  'control.many': 'Controls',
  'organization-unit.one': 'Organization unit',
  'organization-unit.many': 'Organization units',
  'person.one': 'Person',
  'person.many': 'People',
}
