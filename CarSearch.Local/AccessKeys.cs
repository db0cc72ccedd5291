using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>The access keys of the configuration.</summary>
internal sealed class AccessKeys(IOptions<LocalOptions> options)
{
    private readonly (string Holder, byte[] Hash)[] keys = [.. options.Value.Keys.Select(key => (key.Key, Hash(key.Value)))];

    /// <summary>Gets the name of the holder of a key, or null when no key equals it.</summary>
    /// <remarks>Compares with every key, each in constant time, so that the duration does not depend on any of them.</remarks>
    public string? FindHolder(string given)
    {
        var hash = Hash(given);
        string? found = null;
        foreach (var (holder, key) in keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, key) ? holder : found;
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
