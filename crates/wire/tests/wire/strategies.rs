//! Random frames that a proptest can shrink.

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use wire::{Datagram, Ethernet, Flags, Frame, Ipv4, MacAddr, SackBlock, Segment, Seq, TcpOption, Transport};

/// Any octets, fewer than `len` of them.
pub(crate) fn octets(len: usize) -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..len).prop_map(Bytes::from)
}

/// Any frame with a TCP segment or a UDP datagram.
pub(crate) fn frame() -> impl Strategy<Value = Frame> {
    let tcp = segment().prop_map(Transport::Tcp);
    (ethernet(), ipv4(), prop_oneof![3 => tcp, 1 => datagram().prop_map(Transport::Udp)])
        .prop_map(|(ethernet, ipv4, transport)| Frame { ethernet, ipv4, transport })
}

/// Any segment whose options fit and which has no End that only fills a word, as padding does the same.
pub(crate) fn segment() -> impl Strategy<Value = Segment> {
    let numbers = any::<(u16, u16, u32, u32, u8, u16, u16)>();
    (numbers, vec(option(), 0..8), octets(200)).prop_map(|(numbers, mut options, text)| {
        let (src_port, dst_port, seq, ack, flags, window, urgent) = numbers;
        while options_len(&options) > 40 {
            options.pop();
        }
        let len = options_len(&options);
        if len.is_multiple_of(4) && len < 40 && urgent.is_multiple_of(4) {
            options.push(TcpOption::End);
        }
        let (seq, ack, flags) = (Seq(seq), Seq(ack), Flags(flags));
        Segment { src_port, dst_port, seq, ack, flags, window, urgent, options, text }
    })
}

fn ethernet() -> impl Strategy<Value = Ethernet> {
    any::<([u8; 6], [u8; 6])>().prop_map(|(dst, src)| Ethernet { dst: MacAddr(dst), src: MacAddr(src) })
}

fn ipv4() -> impl Strategy<Value = Ipv4> {
    any::<(u8, u16, bool, u8, u32, u32)>().prop_map(|(tos, identification, dont_fragment, ttl, src, dst)| Ipv4 {
        tos,
        identification,
        dont_fragment,
        ttl,
        src: src.into(),
        dst: dst.into(),
    })
}

fn datagram() -> impl Strategy<Value = Datagram> {
    (any::<(u16, u16)>(), octets(200)).prop_map(|((src_port, dst_port), payload)| Datagram {
        src_port,
        dst_port,
        payload,
    })
}

/// Any option but End. The kinds that have a meaning of their own are not used as unknown ones.
fn option() -> impl Strategy<Value = TcpOption> {
    let block = any::<(u32, u32)>().prop_map(|(left, right)| SackBlock { left: Seq(left), right: Seq(right) });
    prop_oneof![
        Just(TcpOption::Nop),
        Just(TcpOption::SackPermitted),
        any::<u16>().prop_map(TcpOption::Mss),
        any::<u8>().prop_map(TcpOption::WindowScale),
        vec(block, 0..5).prop_map(TcpOption::Sack),
        any::<(u32, u32)>().prop_map(|(value, echo)| TcpOption::Timestamps { value, echo }),
        (9_u8.., octets(12)).prop_map(|(kind, data)| TcpOption::Unknown { kind, data }),
    ]
}

fn options_len(options: &[TcpOption]) -> usize {
    let len = |option: &TcpOption| match option {
        TcpOption::End | TcpOption::Nop => 1,
        TcpOption::SackPermitted => 2,
        TcpOption::WindowScale(_) => 3,
        TcpOption::Mss(_) => 4,
        TcpOption::Timestamps { .. } => 10,
        TcpOption::Sack(blocks) => 2 + 8 * blocks.len(),
        TcpOption::Unknown { data, .. } => 2 + data.len(),
    };
    options.iter().map(len).sum()
}
