//! `json!`, as `serde_json` has it.

/// Builds a [`Value`](crate::Value) from JSON syntax with Rust expressions in it.
#[macro_export]
macro_rules! json {
    (null) => { $crate::Value::Null };
    ([]) => { $crate::Value::from(::std::vec::Vec::<$crate::Value>::new()) };
    ([ $($tt:tt)* ]) => { $crate::Value::from($crate::json_list!([] $($tt)*)) };
    ({ $($tt:tt)* }) => {{
        #[allow(unused_mut)]
        let mut map = $crate::Map::new();
        $crate::json_map!(map () $($tt)*);
        $crate::Value::from(map)
    }};
    ($other:expr) => { $crate::Value::from($other) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! json_list {
    ([$($done:expr,)*]) => { ::std::vec![$($done),*] };
    ([$($done:expr,)*] null $(, $($rest:tt)*)?) => { $crate::json_list!([$($done,)* $crate::Value::Null,] $($($rest)*)?) };
    ([$($done:expr,)*] [$($in:tt)*] $(, $($rest:tt)*)?) => { $crate::json_list!([$($done,)* $crate::json!([$($in)*]),] $($($rest)*)?) };
    ([$($done:expr,)*] {$($in:tt)*} $(, $($rest:tt)*)?) => { $crate::json_list!([$($done,)* $crate::json!({$($in)*}),] $($($rest)*)?) };
    ([$($done:expr,)*] $next:expr $(, $($rest:tt)*)?) => { $crate::json_list!([$($done,)* $crate::json!($next),] $($($rest)*)?) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! json_map {
    ($map:ident ()) => {};
    ($map:ident () $key:tt : null $(, $($rest:tt)*)?) => { $map.insert($key, $crate::Value::Null); $crate::json_map!($map () $($($rest)*)?); };
    ($map:ident () $key:tt : [$($in:tt)*] $(, $($rest:tt)*)?) => { $map.insert($key, $crate::json!([$($in)*])); $crate::json_map!($map () $($($rest)*)?); };
    ($map:ident () $key:tt : {$($in:tt)*} $(, $($rest:tt)*)?) => { $map.insert($key, $crate::json!({$($in)*})); $crate::json_map!($map () $($($rest)*)?); };
    ($map:ident () $key:tt : $value:expr $(, $($rest:tt)*)?) => { $map.insert($key, $crate::json!($value)); $crate::json_map!($map () $($($rest)*)?); };
}
