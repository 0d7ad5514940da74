import { enUndo } from '../messages/en-undo.ts'
import { textsOf } from '../messages/message.ts'

/** English texts of undoing. */
export const { t: say, tn: sayCount } = textsOf(enUndo)
