import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { acceptanceQueries } from './acceptance/acceptance-queries.ts'
import { endingAcceptances } from './acceptance/ending-acceptances.ts'
import { endAcceptancesOfSystem, returnLapsedHandler, returnLapsedJob } from './acceptance/lapse.ts'
import { criteriaCadences, riskCadences } from './cadences.ts'
import { risk, riskCriteria, treatmentAction } from './contract.ts'
import { criteriaHandlers } from './criteria/criteria-handlers.ts'
import { criteriaRules } from './criteria/criteria-write-rules.ts'
import { decisionHandlers } from './decision/decision-handlers.ts'
import { actionDecisions, riskDecisions } from './decision/risk-decisions.ts'
import { waitingDecisions } from './decision/waiting-decisions.ts'
import { riskSteps } from './first-steps.ts'
import { riskRules } from './risk-write-rules.ts'
import { fromScenarioHandler } from './scenario/from-scenario.ts'
import { askToAssessAnew } from './scenario/scenario-duty.ts'
import { queryHandlers } from './standing/query-handlers.ts'
import { actionRules } from './treatment/action-write-rules.ts'
import { extendActionHandler } from './treatment/extend-action.ts'

export const riskModule = defineModule({
  name: 'risk',
  registers: [
    serveRegister(riskCriteria, criteriaRules),
    serveRegister(risk, { ...riskRules, decisions: riskDecisions }),
    serveRegister(treatmentAction, { ...actionRules, decisions: actionDecisions }),
  ],
  handlers: [
    ...criteriaHandlers,
    ...decisionHandlers,
    ...queryHandlers,
    ...acceptanceQueries,
    fromScenarioHandler,
    returnLapsedHandler,
    extendActionHandler,
  ],
  cadences: [riskCadences, criteriaCadences],
  beginning: riskSteps,
  uses: ['organization', 'ai-system', 'control', 'requirement', 'obligation'],
  work: [endingAcceptances, waitingDecisions],
  jobs: [returnLapsedJob],
  packReferences: [{ register: 'risk', field: 'scenario_urn' }],
  on: { 'ai-system-version.released': endAcceptancesOfSystem, 'pack.adopted': askToAssessAnew },
})
