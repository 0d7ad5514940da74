import type { WebModule } from '../web/app/web-module.ts'
import { aiSystemWeb } from './ai-system/web/module.ts'
import { backgroundWorkWeb } from './background-work/web/module.ts'
import { contextWeb } from './context/web/module.ts'
import { controlWeb } from './control/web/module.ts'
import { documentWeb } from './document/web/module.ts'
import { obligationWeb } from './obligation/web/module.ts'
import { organizationWeb } from './organization/web/module.ts'
import { regulationWeb } from './regulation/web/module.ts'
import { requirementWeb } from './requirement/web/module.ts'
import { riskWeb } from './risk/web/module.ts'
import { statementOfApplicabilityWeb } from './statement-of-applicability/web/module.ts'
import { trailWeb } from './trail/web/module.ts'

/** Every module's pages. A new module is one line; the order is that of the sidebar within a group. */
export const webModules: readonly WebModule[] = [
  organizationWeb,
  contextWeb,
  aiSystemWeb,
  controlWeb,
  documentWeb,
  obligationWeb,
  requirementWeb,
  regulationWeb,
  riskWeb,
  statementOfApplicabilityWeb,
  trailWeb,
  backgroundWorkWeb,
]
