//! The addresses that occur in a file, each kept once: a few hosts have most of its conversations.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::net::{IpAddr, Ipv4Addr};

use hashbrown::HashTable;
use siphasher::sip::SipHasher13;

/// Addresses by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    list: Vec<IpAddr>,
    numbers: HashTable<u32>,
}

impl Addresses {
    /// The number of `address`, which is kept from now on.
    pub(crate) fn number(&mut self, address: IpAddr) -> u32 {
        let Addresses { list, numbers } = self;
        let found = numbers.find(hash(address), |number| list[*number as usize] == address);
        if let Some(number) = found {
            return *number;
        }
        let number = u32::try_from(list.len()).unwrap_or(u32::MAX);
        list.push(address);
        numbers.insert_unique(hash(address), number, |number| hash(list[*number as usize]));
        number
    }

    /// The address of that number.
    pub(crate) fn get(&self, number: u32) -> IpAddr {
        self.list.get(number as usize).copied().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }
}

fn hash(address: IpAddr) -> u64 {
    BuildHasherDefault::<SipHasher13>::default().hash_one(address)
}
