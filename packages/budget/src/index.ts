export * from './budget.ts'
export * from './cube.ts'
export * from './facts.ts'
