/**
 * Whether the tests that find the rare things take all the time that they want (`THOROUGH=1`, as `.ci/run` sets it): more
 * sequences against the model and of operations, and the demo with parts of the product switched off. `npm test` stays
 * short without it.
 */
export const thorough = process.env.THOROUGH === '1';
