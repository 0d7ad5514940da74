import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { determinationCadences } from './cadences.ts'
import { answerHandlers } from './commands.ts'
import { determination } from './contract.ts'
import { refuseBannedUse } from './decision/banned-use.ts'
import { decisionHandlers } from './decision/decide.ts'
import { proposedDeterminations } from './decision/proposed-work.ts'
import { determinationDecisions } from './decision/who-decides.ts'
import { regulationSteps } from './first-steps.ts'
import { overviewHandlers } from './overview.ts'
import { determinationQueries } from './queries.ts'
import { determinationRules } from './rules.ts'
import { staleReactions } from './staleness/stale-duty.ts'

const served = serveRegister(determination, { ...determinationRules, decisions: determinationDecisions })

/**
 * The standard operations that determinations keep. Values come from answers only, so none is created, revised or
 * changed in bulk; decisions are signed and served by this module.
 */
const kept = new Set(
  [
    'list',
    'summary',
    'get',
    'history',
    'obstacles',
    'comments',
    'comment',
    'links',
    'export',
    'archive',
    'restore',
  ]
    .concat('propose', 'return')
    .map((verb) => `determination.${verb}`),
)

export const regulationModule = defineModule({
  name: 'regulation',
  registers: [{ ...served, handlers: served.handlers.filter(({ operation }) => kept.has(operation.name)) }],
  handlers: [...answerHandlers, ...decisionHandlers, ...determinationQueries, ...overviewHandlers],
  cadences: [determinationCadences],
  beginning: regulationSteps,
  uses: ['ai-system', 'obligation', 'requirement'],
  work: [proposedDeterminations],
  on: { ...staleReactions, 'ai-system.approved': refuseBannedUse },
})
