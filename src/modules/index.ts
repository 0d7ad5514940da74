import type { Module } from '../platform/module.ts'
import { aiSystemModule } from './ai-system/module.ts'
import { backgroundWorkModule } from './background-work/module.ts'
import { contextModule } from './context/module.ts'
import { controlModule } from './control/module.ts'
import { documentModule } from './document/module.ts'
import { obligationModule } from './obligation/module.ts'
import { organizationModule } from './organization/module.ts'
import { regulationModule } from './regulation/module.ts'
import { requirementModule } from './requirement/module.ts'
import { riskModule } from './risk/module.ts'
import { statementOfApplicabilityModule } from './statement-of-applicability/module.ts'
import { threadModule } from './thread/module.ts'
import { trailModule } from './trail/module.ts'
import { viewModule } from './view/module.ts'

/** Every module of the product, in the order of ISO/IEC 42001's table of contents. A new module is one line. */
export const modules: readonly Module[] = [
  organizationModule,
  contextModule,
  aiSystemModule,
  controlModule,
  documentModule,
  requirementModule,
  obligationModule,
  regulationModule,
  riskModule,
  statementOfApplicabilityModule,
  threadModule,
  trailModule,
  backgroundWorkModule,
  viewModule,
]
