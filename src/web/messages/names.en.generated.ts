// Written by `npm run generate` from the modules' contracts. Do not edit.

/** How the registers are called, known before their modules are loaded. */
export const registerNames: Readonly<Record<string, string>> = {
  'ai-system.one': 'AI system',
  'ai-system.many': 'AI systems',
  'ai-system-version.one': 'System version',
  'ai-system-version.many': 'System versions',
  'control.one': 'Control',
  'control.many': 'Controls',
  'obligation.one': 'Obligation',
  'obligation.many': 'Obligations',
  'organization-unit.one': 'Organization unit',
  'organization-unit.many': 'Organization units',
  'person.one': 'Person',
  'person.many': 'People',
  'appointment.one': 'Appointment',
  'appointment.many': 'Appointments',
}
