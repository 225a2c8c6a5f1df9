export * from './csv.ts'
export * from './knowledge.ts'
