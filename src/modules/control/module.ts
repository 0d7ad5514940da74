import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { controlCadences } from './cadences.ts'
import { control } from './contract.ts'
import { controlRules } from './control-rules.ts'

export const controlModule = defineModule({
  name: 'control',
  registers: [serveRegister(control, controlRules)],
  cadences: [controlCadences],
})
