using System.Security.Cryptography;
using System.Text;
using CarSearch.Api;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>Lets requests in that carry a key of the configuration, in <c>x-functions-key</c> or <c>?code=</c>; others get 401 without a body.</summary>
internal sealed class AccessKeys(RequestDelegate next, IOptions<LocalOptions> options)
{
    private readonly byte[][] hashes = [.. options.Value.Keys.Values.Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(key)))];

    public Task InvokeAsync(HttpContext context)
    {
        if (hashes.Length == 0 || context.GetEndpoint()?.Metadata.GetMetadata<RequiresKey>() is null || IsKnown(AccessKey.Of(context.Request)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>Compares with every key, each in constant time, so that the time taken tells nothing of any.</summary>
    private bool IsKnown(string given)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        var isKnown = false;
        foreach (var key in hashes)
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(hash, key);
        }

        return isKnown;
    }
}

/// <summary>Marks endpoints that only holders of a key may use.</summary>
internal sealed class RequiresKey;
