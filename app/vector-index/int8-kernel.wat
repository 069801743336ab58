;; Dot products of one int16 query with int8 rows, on 128-bit lanes. Rows are `width` bytes apart, `width` is a
;; multiple of 16, and the sums must fit into int32 (prepared-query.ts sees to that).
;; Build: npx --package=wabt@1.0.39 wat2wasm int8-kernel.wat --output=- | base64 --wrap=0   → int8-kernel.ts
(module
  (import "block" "memory" (memory 1))

  ;; out[i] = query · row i, for i < count, count a multiple of 4: four rows share each load of the query.
  (func (export "scan") (param $query i32) (param $rows i32) (param $count i32) (param $width i32) (param $out i32)
    (local $r1 i32) (local $r2 i32) (local $r3 i32) (local $q i32) (local $rowEnd i32) (local $outEnd i32)
    (local $x v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $outEnd (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $fourRows
        (br_if $done (i32.ge_u (local.get $out) (local.get $outEnd)))
        (local.set $rowEnd (i32.add (local.get $rows) (local.get $width)))
        (local.set $r1 (local.get $rowEnd))
        (local.set $r2 (i32.add (local.get $r1) (local.get $width)))
        (local.set $r3 (i32.add (local.get $r2) (local.get $width)))
        (local.set $q (local.get $query))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (local.get $a))
        (local.set $c (local.get $a))
        (local.set $d (local.get $a))
        (loop $columns
          (local.set $x (v128.load (local.get $q)))
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s (local.get $x) (v128.load8x8_s (local.get $rows)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s (local.get $x) (v128.load8x8_s (local.get $r1)))))
          (local.set $c (i32x4.add (local.get $c) (i32x4.dot_i16x8_s (local.get $x) (v128.load8x8_s (local.get $r2)))))
          (local.set $d (i32x4.add (local.get $d) (i32x4.dot_i16x8_s (local.get $x) (v128.load8x8_s (local.get $r3)))))
          (local.set $x (v128.load offset=16 (local.get $q)))
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s (local.get $x) (v128.load8x8_s offset=8 (local.get $rows)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s (local.get $x) (v128.load8x8_s offset=8 (local.get $r1)))))
          (local.set $c (i32x4.add (local.get $c) (i32x4.dot_i16x8_s (local.get $x) (v128.load8x8_s offset=8 (local.get $r2)))))
          (local.set $d (i32x4.add (local.get $d) (i32x4.dot_i16x8_s (local.get $x) (v128.load8x8_s offset=8 (local.get $r3)))))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
          (local.set $r1 (i32.add (local.get $r1) (i32.const 16)))
          (local.set $r2 (i32.add (local.get $r2) (i32.const 16)))
          (local.set $r3 (i32.add (local.get $r3) (i32.const 16)))
          (br_if $columns (i32.lt_u (local.get $rows) (local.get $rowEnd))))
        (i32.store (local.get $out) (call $lanes (local.get $a)))
        (i32.store offset=4 (local.get $out) (call $lanes (local.get $b)))
        (i32.store offset=8 (local.get $out) (call $lanes (local.get $c)))
        (i32.store offset=12 (local.get $out) (call $lanes (local.get $d)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (local.set $rows (local.get $r3))
        (br $fourRows))))

  ;; out[i] = query · row picked[i], for i < count.
  (func (export "pick") (param $query i32) (param $rows i32) (param $picked i32) (param $count i32) (param $width i32) (param $out i32)
    (local $row i32) (local $rowEnd i32) (local $q i32) (local $outEnd i32) (local $a v128) (local $b v128)
    (local.set $outEnd (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $oneRow
        (br_if $done (i32.ge_u (local.get $out) (local.get $outEnd)))
        (local.set $row (i32.add (local.get $rows) (i32.mul (i32.load (local.get $picked)) (local.get $width))))
        (local.set $rowEnd (i32.add (local.get $row) (local.get $width)))
        (local.set $q (local.get $query))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (local.get $a))
        (loop $columns
          (local.set $a (i32x4.add (local.get $a)
            (i32x4.dot_i16x8_s (v128.load (local.get $q)) (v128.load8x8_s (local.get $row)))))
          (local.set $b (i32x4.add (local.get $b)
            (i32x4.dot_i16x8_s (v128.load offset=16 (local.get $q)) (v128.load8x8_s offset=8 (local.get $row)))))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (br_if $columns (i32.lt_u (local.get $row) (local.get $rowEnd))))
        (i32.store (local.get $out) (call $lanes (i32x4.add (local.get $a) (local.get $b))))
        (local.set $picked (i32.add (local.get $picked) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $oneRow))))

  (func $lanes (param $sum v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
      (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum))))))
