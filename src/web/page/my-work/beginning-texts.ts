import { textsOf } from '../../messages/message.ts'

/** English texts of where to begin and of what each role finds when nothing waits. Loaded with the page. */
const texts = {
  'begin.hello': 'You can begin, {name}',
  'begin.title': 'Where to begin',
  'begin.progress': '{done} of {all} steps are done',
  'begin.waits': 'Waits for {people}',
  'begin.nobody': 'Waits for an administrator to invite the {roles}',
  'begin.or': ' or the ',
  'begin.first': 'After: {steps}',

  'begin.invite-aims-manager': 'Invite the AIMS manager',
  'begin.invite-aims-manager.why':
    'They set the management system up: scope, criteria and the statement are theirs to write, not an administrator’s.',
  'begin.invite-aims-manager.do': 'Invite',
  'begin.invite-top-management': 'Invite top management',
  'begin.invite-top-management.why':
    'Scope, risk criteria and the statement take effect only when top management approves them.',
  'begin.invite-top-management.do': 'Invite',
  'begin.appoint-top-management': 'Appoint top management',
  'begin.appoint-top-management.why':
    'Authority to approve comes from a dated appointment, not from a role in the software. One person writes it, such as the administrator; another, such as the AIMS manager, puts it in force.',
  'begin.appoint-top-management.do': 'Appoint',
  'begin.describe-scope': 'Describe the scope',
  'begin.describe-scope.why':
    'It says what the management system covers; everything else is judged within it. Submit it once it is whole.',
  'begin.describe-scope.do': 'Describe',
  'begin.approve-scope': 'Approve the scope',
  'begin.approve-scope.why': 'A scope counts once top management has signed it.',
  'begin.approve-scope.do': 'Look and decide',
  'begin.register-policy': 'Name the AI policy',
  'begin.register-policy.why':
    'The text stays where you keep it; its place, edition and commitments are named here. The statement rests on it. Submit it once it is whole.',
  'begin.register-policy.do': 'Name it',
  'begin.approve-policy': 'Approve the AI policy',
  'begin.approve-policy.why': 'It binds once top management has approved it.',
  'begin.approve-policy.do': 'Look and decide',
  'begin.add-ai-systems': 'Add your AI systems',
  'begin.add-ai-systems.why':
    'Risks, roles and duties hang on the systems you provide or use. Import the inventory you have, or add the first.',
  'begin.add-ai-systems.do': 'Import',
  'begin.add-ai-systems.other': 'Add one',
  'begin.determine-roles': 'Determine your roles',
  'begin.determine-roles.why':
    'Whether you provide or use a system decides which duties apply; a few questions about it answer that.',
  'begin.determine-roles.do': 'Begin with one',
  'begin.propose-risk-criteria': 'Propose risk criteria',
  'begin.propose-risk-criteria.why':
    'Scales and appetite come before the first risk, so that risks are judged alike. Submit them once they are whole.',
  'begin.propose-risk-criteria.do': 'Propose',
  'begin.approve-risk-criteria': 'Approve the risk criteria',
  'begin.approve-risk-criteria.why': 'How much risk the organization takes is for top management to decide.',
  'begin.approve-risk-criteria.do': 'Look and decide',
  'begin.add-risks': 'Add risks from scenarios',
  'begin.add-risks.why':
    'A system’s page proposes scenarios that fit many systems; each becomes a risk to assess.',
  'begin.add-risks.do': 'Choose scenarios',
  'begin.start-statement': 'Start the Statement of Applicability',
  'begin.start-statement.why':
    'It says of every control of Annex A whether you need it and why, which is what a certification auditor reads first.',
  'begin.start-statement.do': 'Start',

  'part.administrator':
    'You look after the installation for this organization: who can sign in, with which role and which keys, and whether background work runs. Records are written by others. Backups are made on the server with “plumbline backup”.',
  'part.administrator.people': 'People and access',
  'part.administrator.keys': 'API keys',
  'part.administrator.background': 'Background work',
  'part.certification-auditor':
    'You read everything and change nothing. Lists and records can be read as of an earlier day. The trail shows who changed what and when; export it and check it on your own computer with “plumbline verify”, without trusting this server.',
  'part.certification-auditor.trail': 'Trail',
  'part.certification-auditor.statement': 'Statement of Applicability',
  'part.certification-auditor.requirements': 'Requirements',
} as const

export const { t } = textsOf(texts)
