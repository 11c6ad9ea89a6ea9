// Extension functions of booleans.

const toNumber = (value) => (value ? 1 : 0);

module.exports = {
  toBoolean: (value) => value,
  toInt: toNumber,
  toFloat: toNumber,
  toNumber,
  toWholeNumber: toNumber,
  toDecimalNumber: toNumber,
  toDateTime: () => undefined,
  toDate: () => undefined,
};
