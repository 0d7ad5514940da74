import { textsOf } from '../../messages/message.ts'

/** English texts of the approval of an edition. */
export const { t } = textsOf({
  'edition.approval': 'Where the approval stands',
  'edition.draft': 'Submit it when it is whole. Whoever approves it signs it.',
  'edition.in_review': 'It waits for approval by signature.',
  'edition.approved': 'It is in force. To change it, draft a new edition; this one stays as it was signed.',
  'edition.superseded': 'A later edition has replaced it.',
  'edition.approve': 'Approve this edition',
  'edition.approve.title': 'Approve: {title}',
  'edition.approve.done': 'Approved. It is in force from now on.',
})
