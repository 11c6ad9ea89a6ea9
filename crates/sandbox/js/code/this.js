// `this` in Code nodes: the few methods of n8n's execution context that code uses.

const { state, inputItems } = require("scope");
const { ExpressionError } = require("errors");

function make() {
  return {
    helpers: require("code/helpers"),
    getInputData: () => inputItems(),
    getItemIndex: () => state.index,
    getMode: () => state.header.execution.mode,
    getNode: () => ({ ...state.header.node, parameters: state.header.parameters }),
    getNodeParameter,
    getTimezone: () => state.header.timezone,
    getWorkflow: () => state.header.workflow,
    getExecutionId: () => state.header.execution.id,
    getWorkflowStaticData: (kind) => require("static").data(kind),
    evaluateExpression: (text, index) => require("data").evaluateExpression(text, index),
    continueOnFail: () => false,
  };
}

/** A parameter of the node by its path, expressions resolved. */
function getNodeParameter(path, _index, otherwise) {
  let value = require("parameters").resolved(state.header.parameters);
  for (const name of String(path).split(".")) value = value?.[name];
  if (value !== undefined) return value;
  if (otherwise !== undefined) return otherwise;
  throw new ExpressionError(`Could not get parameter '${path}'`, { code: "parameter_missing" });
}

module.exports = { make };
