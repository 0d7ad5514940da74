import { textsOf } from '../../../web/messages/message.ts'

/** English texts of the approval of a scope. */
export const { t } = textsOf({
  'scope.approval': 'Where the approval stands',
  'scope.approval.draft': 'Submit it when it is whole. Top management then approves it by signature.',
  'scope.approval.in_review': 'It waits for top management.',
  'scope.approval.approved':
    'It is in force. To change it, draft a new edition; this one stays as it was signed.',
  'scope.approval.superseded': 'A later edition has replaced it.',
  'scope.approval.open': 'Approve this scope',
  'scope.approval.title': 'Approve the scope',
  'scope.approval.done': 'The scope is approved and in force.',
})
