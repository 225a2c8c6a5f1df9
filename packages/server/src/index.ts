/** The workbench's server and its workers. The command line starts them and lends them its chain from file to findings. */
export { type AppOptions, buildApp } from './app.ts'
export { type DemoPerson, loadDemo } from './demo.ts'
export { engineName } from './handlers/outdated.ts'
export { type ServeOptions, type Server, serve } from './serve.ts'
export { jobHandlers } from './tasks/handlers.ts'
export type { CheckedFile, FileTask, Office, Outcome, ReportFile, ReportFormat, Words } from './tasks/office.ts'
