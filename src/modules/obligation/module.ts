import { roles, to } from '../../kernel/access/role.ts'
import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { cadenceReactions } from './cadence/cadence-reactions.ts'
import { catchUpJob } from './cadence/catch-up-job.ts'
import { workingCalendarHandlers } from './cadence/working-calendar.ts'
import { obligation } from './contract.ts'
import { fulfilHandlers } from './fulfil.ts'
import { obligationQueries } from './queries.ts'
import { obligationRules } from './rules.ts'
import { myWorkHandlers } from './work/my-work.ts'

export const obligationModule = defineModule({
  name: 'obligation',
  registers: [serveRegister(obligation, obligationRules)],
  grants: {
    'my-work:read': to('all', ...roles),
    'cadence-catch-up:read': to('all', ...roles),
    'working-calendar:read': to('all', ...roles),
    'working-calendar:write': to('all', 'administrator', 'aims-manager'),
  },
  handlers: [...fulfilHandlers, ...obligationQueries, ...workingCalendarHandlers],
  acrossModules: myWorkHandlers,
  packReferences: [
    {
      register: 'obligation',
      field: 'origin',
      ids_of: { pack_id: 'programme', collection: 'cadences' },
    },
  ],
  jobs: [catchUpJob],
  uses: ['requirement'],
  onAcrossModules: cadenceReactions,
})
