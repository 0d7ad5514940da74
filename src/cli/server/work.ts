import type { Command } from '../command.ts'
import { openProduct } from '../open-product.ts'
import { untilEnded } from './until-ended.ts'

export const workCommand: Command = {
  name: 'work',
  usage: '',
  summary: 'Run a worker: place and sign the trail, do what is due. Any number may run',
  run: async (_args, { terminal, config, ended }) => {
    const { watch, code } = untilEnded(ended, terminal)
    const product = await openProduct(config(), (error) => terminal.error(error.message), {
      ...watch,
      present: 'work',
    })
    product.sequencer.start()
    product.jobs.start()
    terminal.line('Working. Stop with Ctrl-C.')
    const ending = await code
    await product.close()
    return ending
  },
}
