/** English texts of risk criteria. */
export const criteriaMessages = {
  'risk-criteria.one': 'Risk criteria',
  'risk-criteria.many': 'Risk criteria',
  'risk-criteria.why':
    'Without approved criteria nobody can say which risk is too high. They hold the scales, the level from which a risk must be answered, deadlines and who may accept what.',
  'risk-criteria.good':
    'Top management approved them on a date, money bands are the organization’s own, appetite is lower where people’s rights or safety are touched, and every risk says which edition it was evaluated by.',
  'risk-criteria.auditor':
    'Where does the threshold come from, and who approved it? Is it different for uses that touch people’s rights? What happened to risks when the criteria changed?',
  'risk-criteria.first':
    'Draft the first edition: its scales come filled in, its appetite is yours to decide. It counts once top management has signed it.',
  'risk-criteria.example': 'AI risk criteria 2027',
  'risk-criteria.section.facts': 'Facts',
  'risk-criteria.section.approval': 'Approval',
  'risk-criteria.title.label': 'Title',
  'risk-criteria.title.help': 'What the edition is called.',
  'risk-criteria.basis.label': 'Basis',
  'risk-criteria.basis.help': 'Where the scales and thresholds come from.',
  'risk-criteria.review_on.label': 'Review on',
  'risk-criteria.review_on.help': 'When they are looked at again, at the latest.',
  'risk-criteria.edition.label': 'Edition',
  'risk-criteria.edition.help': 'Counts approvals.',
  'risk-criteria.approved_on.label': 'Approved on',
  'risk-criteria.approved_on.help': 'The day they came into force.',
  'risk-criteria.approved_by_id.label': 'Approved by',
  'risk-criteria.approved_by_id.help': 'Who signed as top management.',
  'risk-criteria.approved_by_id.reverse': 'Risk criteria approved',
  'risk-criteria.state.approved': 'In force',

  'risk-criteria.transition.submit': 'Submit for approval',
  'risk-criteria.transition.submit.consequence':
    'They stay as they are while top management decides. Approving is signed.',
  'risk-criteria.transition.return': 'Return to draft',
  'risk-criteria.transition.return.consequence': 'They can be changed again.',
  'risk-criteria.transition.approve': 'Approve',

  'event.risk-criteria.submitted': 'Risk criteria submitted for review',
  'event.risk-criteria.returned': 'Risk criteria returned to draft',
  'event.risk-criteria.content-set': 'Content of the risk criteria set',
  'event.risk-criteria.approved': 'Risk criteria approved',
} as const
