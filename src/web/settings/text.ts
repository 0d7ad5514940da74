import { enSettings } from '../messages/en-settings.ts'
import { textsOf } from '../messages/message.ts'

/** Texts of the settings; see `t` and `tn` of the shell. */
export const { t: say, tn: sayCount } = textsOf(enSettings)
