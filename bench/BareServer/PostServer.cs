using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CarSearch.BareServer;

/// <summary>Parses a search and answers 202 with a body and headers like CarSearch's. It checks nothing and keeps nothing.</summary>
internal static class PostServer
{
    public static Accepted<SearchAccepted> Accept(SearchBody body, HttpContext http)
    {
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var self = $"/api/searches/{token}";
        var address = $"{http.Request.Scheme}://{http.Request.Host}{self}";
        var headers = http.Response.Headers;
        headers["Operation-Location"] = address;
        headers.RetryAfter = "2";
        headers.CacheControl = "private, no-cache";
        return TypedResults.Accepted(address, new SearchAccepted(token, "NotStarted", new SearchLinks(self, self)));
    }
}

internal sealed record SearchBody(SearchPoint PickUp, SearchPoint DropOff, int? DriverAge, string? Residence, string? Currency);

internal sealed record SearchPoint(string? Place, string At);

internal sealed record SearchAccepted(string Token, string Status, SearchLinks Links);

internal sealed record SearchLinks(string Self, string Cancel);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(SearchAccepted))]
internal sealed partial class PostJson : JsonSerializerContext;
