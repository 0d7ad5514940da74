/** English texts of the scope register. */
export const messages = {
  'scope-statement.one': 'Scope statement',
  'scope-statement.many': 'Scope statements',
  'scope-statement.why':
    'The scope says what the management system covers. Everything else, from the inventory to the certificate, is measured against it.',
  'scope-statement.good':
    'A reader from outside can tell for any AI system, site or team whether it is inside. What is left out is named with a reason, and the riskiest system is not conveniently outside.',
  'scope-statement.auditor':
    'Does the scope match the inventory, the organization chart and the wording of the certificate? What about suppliers and shared services at the boundary?',
  'scope-statement.first':
    'Draft what the management system covers, then submit it. It counts once top management has signed it.',
  'scope-statement.example':
    'AI in lending and customer service of Example Bank, head office and cloud platform',
  'scope-statement.section.scope': 'Scope',
  'scope-statement.section.boundaries': 'Boundary',
  'scope-statement.section.climate': 'Climate change',
  'scope-statement.section.approval': 'Approval',
  'scope-statement.title.label': 'Title',
  'scope-statement.title.help': 'What this scope is of.',
  'scope-statement.edition.label': 'Edition',
  'scope-statement.edition.help': 'Its number in your document control, such as 2 or 2.1.',
  'scope-statement.statement.label': 'Statement',
  'scope-statement.statement.help':
    'Activities, life-cycle stages and AI systems that the management system covers, in a few sentences that can be printed on a certificate.',
  'scope-statement.boundaries.label': 'Boundary and interfaces',
  'scope-statement.boundaries.help':
    'Where responsibility ends: suppliers, shared services, customers, other parts of the group.',
  'scope-statement.units.label': 'Units and sites',
  'scope-statement.units.help': 'Legal entities, departments and places that are inside.',
  'scope-statement.included.label': 'Inside',
  'scope-statement.included.help': 'Functions, AI systems and kinds of use that are covered.',
  'scope-statement.excluded.label': 'Outside',
  'scope-statement.excluded.help': 'What is not covered, and why. Say so when nothing is left out.',
  'scope-statement.climate_relevant.label': 'Climate change is a relevant issue',
  'scope-statement.climate_relevant.help':
    'The standard asks for this decision. Think of the energy that models use, and of systems whose data or purpose a changing climate touches.',
  'scope-statement.climate_reason.label': 'Reason',
  'scope-statement.climate_reason.help': 'Why it is relevant, or why it is not.',
  'scope-statement.review_on.label': 'Review by',
  'scope-statement.review_on.help': 'At least once a year, and whenever the organization or its AI changes.',
  'scope-statement.approved_on.label': 'Approved on',
  'scope-statement.approved_on.help': 'The day top management signed this edition.',
  'scope-statement.approved_by_id.label': 'Approved by',
  'scope-statement.approved_by_id.help': 'Who signed it.',
  'scope-statement.approved_by_id.reverse': 'Scopes approved',
  'scope-statement.transition.submit': 'Submit for approval',
  'scope-statement.transition.submit.consequence':
    'It stays as it is until top management signs or it is returned.',
  'scope-statement.transition.return': 'Return to draft',
  'scope-statement.transition.approve': 'Approve',

  'event.scope-statement.submitted': 'Scope submitted for review',
  'event.scope-statement.returned': 'Scope returned for changes',
  'event.scope-statement.approved': 'Scope approved',
} as const
