using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>The configured access keys.</summary>
internal sealed class AccessKeys(IOptions<LocalOptions> options)
{
    private readonly (string Holder, byte[] Hash)[] keys = [.. options.Value.Keys.Select(key => (key.Key, Hash(key.Value)))];

    /// <summary>Finds the name of the holder of a key. Returns null if the key is unknown.</summary>
    /// <remarks>Compares every key in constant time, so that the duration reveals nothing about the keys.</remarks>
    public string? FindHolder(string candidate)
    {
        var hash = Hash(candidate);
        string? found = null;
        foreach (var (holder, key) in keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, key) ? holder : found;
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
