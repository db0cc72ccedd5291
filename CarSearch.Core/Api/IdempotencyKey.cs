using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>The header <c>Idempotency-Key</c>, scoped to the caller's access key.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <summary>Reads the key: SHA-256 over the access key and the header in 64 hexadecimal digits, or null without the header.</summary>
    public static (string? Key, Problem? Problem) Read(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
        {
            return (null, null);
        }

        if (values is [{ Length: >= 1 and <= MaxLength } value] && !value.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E'))
        {
            return (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{AccessKey.Get(request)}\n{value}"))), null);
        }

        var error = $"Not valid. Allowed: 1 to {MaxLength} visible ASCII characters (0x21 to 0x7E), sent once, such as a UUID.";
        var errors = new Errors { { Header, error } };
        return (null, Problem.InvalidQuery("InvalidIdempotencyKey", "The header Idempotency-Key is not valid.", errors));
    }
}
