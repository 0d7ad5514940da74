export { type ControlFrequency, control, controlFrequencies } from './control.ts'
