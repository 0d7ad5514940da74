import { aiSystemMessages } from './ai-system.en.ts'
import { aiSystemVersionMessages } from './ai-system-version.en.ts'

/** English texts of the module's registers. */
export const messages = { ...aiSystemMessages, ...aiSystemVersionMessages }
