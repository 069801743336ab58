// onnxruntime's own builds note how they are used and send it to their maker, unless this is set before they are loaded.
process.env.ORT_DISABLE_TELEMETRY = '1';
