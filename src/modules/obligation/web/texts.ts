import { textsOf } from '../../../web/messages/message.ts'

/** English texts of what the module adds to the page of a duty. */
export const { t } = textsOf({
  'duty.waits': 'Waits for you',
  'duty.complete': 'Complete',
})
