/** English texts of the organization's registers. */
export const messages = {
  'organization-unit.one': 'Organization unit',
  'organization-unit.many': 'Organization units',
  'organization-unit.why':
    'The scope of the management system is drawn around parts of the organization, and every AI system belongs to one of them. Units say who answers for what.',
  'organization-unit.good':
    'Every part that builds, buys or uses AI is listed once, has an owner who is still there, and sits under the part it reports to. Parts that were closed stay in the list, closed, with the reason.',
  'organization-unit.auditor':
    'Which parts of the organization are inside the scope, and which are not? Who is responsible for each? How would you notice a new team that starts to use AI?',
  'organization-unit.example': 'Credit Scoring, a team inside Model Development',
  'organization-unit.section.facts': 'Facts',
  'organization-unit.section.purpose': 'Purpose',
  'organization-unit.name.label': 'Name',
  'organization-unit.name.help': 'As people inside the organization call it.',
  'organization-unit.short_name.label': 'Short name',
  'organization-unit.short_name.help': 'An abbreviation for narrow places, if there is one.',
  'organization-unit.kind.label': 'Kind',
  'organization-unit.kind.help':
    'A legal entity can be held liable; a site is a place with its own conditions.',
  'organization-unit.kind.legal_entity': 'Legal entity',
  'organization-unit.kind.division': 'Division',
  'organization-unit.kind.department': 'Department',
  'organization-unit.kind.team': 'Team',
  'organization-unit.kind.site': 'Site',
  'organization-unit.parent_id.label': 'Part of',
  'organization-unit.parent_id.help': 'The unit it reports to. The topmost unit has none.',
  'organization-unit.parent_id.reverse': 'Units inside',
  'organization-unit.purpose.label': 'Purpose',
  'organization-unit.purpose.help': 'What it does, and what it does with AI.',
  'organization-unit.state.active': 'Active',
  'organization-unit.state.closed': 'Closed',
  'organization-unit.transition.close': 'Close',
  'organization-unit.transition.close.consequence':
    'It can no longer be chosen for new records. What already belongs to it stays.',
  'organization-unit.transition.reopen': 'Reopen',

  'person.one': 'Person',
  'person.many': 'People',
  'person.why':
    'Responsibilities only count when they belong to somebody by name. Names and addresses are kept here and nowhere else, so they can be erased when the law asks for it.',
  'person.good':
    'Everyone who owns, approves, reviews or must be trained is listed, with the job they do today. People who left are disabled, not deleted, and their duties were handed over first.',
  'person.auditor':
    'Who is competent and appointed for this task? What happened to the duties of people who left? Who may change access, and who looks at that?',
  'person.example': 'A model owner, the head of credit risk, the privacy counsel',
  'person.section.facts': 'Facts',
  'person.name.label': 'Name',
  'person.name.help': 'The full name, as it is printed beside a signature.',
  'person.email.label': 'Email',
  'person.email.help': 'Where invitations and reminders go.',
  'person.job_title.label': 'Job title',
  'person.job_title.help': 'What the person does, in the words of the organization.',
  'person.unit_id.label': 'Unit',
  'person.unit_id.help': 'The part of the organization the person works in.',
  'person.unit_id.reverse': 'People',
  'person.state.invited': 'Invited',
  'person.state.active': 'Active',
  'person.state.disabled': 'Disabled',
  'person.transition.activate': 'Activate',
  'person.transition.disable': 'Disable',
  'person.transition.disable.consequence':
    'The person can no longer sign in, and open sessions end. What the person owns stays until it is handed over.',
  'person.transition.enable': 'Enable',
} as const
