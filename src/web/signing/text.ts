import { textsOf } from '../messages/message.ts'

export const { t } = textsOf({
  'signing.statement': 'What you sign',
  'signing.version': 'Version {version}',
  'signing.against': 'This cannot be signed by you now',
  'signing.beside': 'Worth knowing before you sign',
  'signing.reading': 'Reading what you would sign.',
  'signing.reason': 'Reason',
  'signing.reason_help': 'It is kept with the decision.',
  'signing.password': 'Your password',
  'signing.password_help': 'Your signature needs to know that it is you.',
  'signing.code': 'Code of your second factor',
  'signing.code_help': 'Leave empty if you have none.',
  'signing.sign': 'Sign',
  'signing.cancel': 'Cancel',
  'signing.close': 'Close',
})
