using System.Globalization;
using System.Net;
using System.Text.Json;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>Helpers of contract tests.</summary>
internal static class ContractExtensions
{
    /// <summary>A search's body; a null member is left out, <c>at</c> included.</summary>
    public static string Body(
        string? from = "JFK", string? at = "2026-12-04T10:00", string? to = null, string? until = "2026-12-06T10:00", string more = "")
    {
        return $"{{\"pickUp\":{Point(from, at)},\"dropOff\":{Point(to, until)}{more}}}";

        static string Point(string? place, string? time) => "{" + string.Join(',', Members(place, time)) + "}";

        static IEnumerable<string> Members(string? place, string? time)
        {
            if (place is not null)
            {
                yield return $"\"place\":{JsonSerializer.Serialize(place)}";
            }

            if (time is not null)
            {
                yield return $"\"at\":{JsonSerializer.Serialize(time)}";
            }
        }
    }

    /// <summary>Asserts that the response is a problem of this status and code, and returns it.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.JsonAsync();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    /// <summary>Asserts that the response is 400 of this code, and returns its errors: lines of <c>name: message</c>.</summary>
    public static async Task<string> ErrorsAsync(this HttpResponseMessage response, string code) =>
        string.Join('\n', (await response.ProblemAsync(HttpStatusCode.BadRequest, code)).GetProperty("errors").EnumerateObject()
            .SelectMany(member => member.Value.EnumerateArray().Select(message => $"{member.Name}: {message}")));

    /// <summary>The members of 400's <c>errors</c>.</summary>
    public static async Task<string> WrongAsync(this HttpResponseMessage response, string code) =>
        string.Join(
            ' ',
            (await response.ProblemAsync(HttpStatusCode.BadRequest, code)).GetProperty("errors").EnumerateObject().Select(one => one.Name));

    /// <summary>Gets, expects this status and gives the body.</summary>
    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await client.GetAsync(path);
        Assert.True(
            response.StatusCode == status,
            $"{(int)response.StatusCode} instead of {(int)status}: {await response.Content.ReadAsStringAsync()}");
        return await response.JsonAsync();
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>The references of the offers, in their order.</summary>
    public static string References(this JsonElement body) =>
        string.Join(' ', body.GetProperty("offers").EnumerateArray().Select(offer => offer.Text("reference")));

    /// <summary>A header's one value, or null.</summary>
    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>The seconds of <c>Retry-After</c>.</summary>
    public static int RetryAfter(this HttpResponseMessage response) =>
        int.Parse(response.Header("Retry-After")!, CultureInfo.InvariantCulture);

    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        return client.SendAsync(request);
    }

    /// <summary>The supplier's part of a search.</summary>
    public static JsonElement Supplier(this JsonElement body, string name) =>
        body.GetProperty("suppliers").EnumerateArray().Single(supplier => supplier.Text("name") == name);
}
