;; How many bits of codes differ from those of a query, on 128-bit lanes. Codes are `width` bytes apart, `width` is a
;; multiple of 16 and at most 496 (a lane counts at most 8 bits of each of 31 loads).
;; Build: npx --package=wabt@1.0.39 wat2wasm sign-kernel.wat --output=- | base64 --wrap=0   → sign-kernel.ts
(module
  (import "block" "memory" (memory 1))

  ;; out[i] (uint16) = differing bits of code i, for i < count.
  (func (export "differences") (param $query i32) (param $codes i32) (param $count i32) (param $width i32) (param $out i32)
    (local $code i32) (local $codeEnd i32) (local $q i32) (local $end i32) (local $bits v128)
    (local.set $code (local.get $codes))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 1))))
    (block $done
      (loop $oneCode
        (br_if $done (i32.ge_u (local.get $out) (local.get $end)))
        (local.set $codeEnd (i32.add (local.get $code) (local.get $width)))
        (local.set $q (local.get $query))
        (local.set $bits (v128.const i32x4 0 0 0 0))
        (loop $lanes
          (local.set $bits (i8x16.add (local.get $bits)
            (i8x16.popcnt (v128.xor (v128.load (local.get $q)) (v128.load (local.get $code))))))
          (local.set $q (i32.add (local.get $q) (i32.const 16)))
          (local.set $code (i32.add (local.get $code) (i32.const 16)))
          (br_if $lanes (i32.lt_u (local.get $code) (local.get $codeEnd))))
        (local.set $bits (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $bits))))
        (i32.store16 (local.get $out)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $bits)) (i32x4.extract_lane 1 (local.get $bits)))
            (i32.add (i32x4.extract_lane 2 (local.get $bits)) (i32x4.extract_lane 3 (local.get $bits)))))
        (local.set $out (i32.add (local.get $out) (i32.const 2)))
        (br $oneCode)))))
