// What a tool was asked for and cannot do, as one sentence for whoever called it.

export class ToolError extends Error {}
