import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { actionRules } from './action-write-rules.ts'
import { criteriaCadences, riskCadences } from './cadences.ts'
import { risk, riskCriteria, treatmentAction } from './contract.ts'
import { criteriaDecision } from './criteria-decision.ts'
import { criteriaHandlers } from './criteria-handlers.ts'
import { criteriaRules } from './criteria-write-rules.ts'
import { decisionHandlers } from './decision-handlers.ts'
import { endingAcceptances } from './ending-acceptances.ts'
import { extendActionHandler } from './extend-action.ts'
import { riskSteps } from './first-steps.ts'
import { fromScenarioHandler } from './from-scenario.ts'
import { endAcceptancesOfSystem, returnLapsedHandler, returnLapsedJob } from './lapse.ts'
import { queryHandlers } from './query-handlers.ts'
import { actionDecisions, riskDecisions } from './risk-decisions.ts'
import { riskRules } from './risk-write-rules.ts'
import { askToAssessAnew } from './scenario-duty.ts'

export const riskModule = defineModule({
  name: 'risk',
  registers: [
    serveRegister(riskCriteria, { ...criteriaRules, decisions: [criteriaDecision] }),
    serveRegister(risk, { ...riskRules, decisions: riskDecisions }),
    serveRegister(treatmentAction, { ...actionRules, decisions: actionDecisions }),
  ],
  grants: {},
  handlers: [
    ...criteriaHandlers,
    ...decisionHandlers,
    ...queryHandlers,
    fromScenarioHandler,
    returnLapsedHandler,
    extendActionHandler,
  ],
  cadences: [riskCadences, criteriaCadences],
  beginning: riskSteps,
  uses: ['organization', 'ai-system', 'control', 'requirement', 'obligation'],
  work: [endingAcceptances],
  jobs: [returnLapsedJob],
  packReferences: [{ register: 'risk', field: 'scenario_urn' }],
  on: { 'ai-system-version.released': endAcceptancesOfSystem, 'pack.adopted': askToAssessAnew },
})
