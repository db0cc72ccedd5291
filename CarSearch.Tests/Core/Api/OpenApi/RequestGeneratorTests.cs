using System.Globalization;
using System.Net;
using System.Text.Json;
using CarSearch.Local.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Core.Api.OpenApi;

public sealed class RequestGeneratorTests
{
    private const string Known = "5f2b8c1de09a4b7790c6e1a3d4f5b682";

    private static readonly ApiDescription Api = ApiDescription.Default;
    private static readonly JsonElement Question = JsonElement.Parse("""{ "$ref": "#/components/schemas/SearchQuestion" }""");

    [Fact]
    public async Task The_same_seed_gives_the_same_requests_and_another_seed_others()
    {
        var first = await Describe(Generate(7, 300));

        Assert.Equal(first, await Describe(Generate(7, 300)));
        Assert.Equal(first.Take(100), await Describe(Generate(7, 100)));
        Assert.Empty(first.Where(text => text.StartsWith("POST", StringComparison.Ordinal)).Intersect(await Describe(Generate(8, 300))));
    }

    [Fact]
    public void Every_operation_and_every_parameter_is_covered()
    {
        var requests = Generate(1, 2000).ToList();
        var operations = requests.Select(request => Api.Find(request.Method.Method, request.RequestUri!.OriginalString)!).ToList();

        Assert.All(operations, Assert.NotNull);
        Assert.Equal(Api.Operations.Count, operations.Distinct().Count());
        foreach (var operation in Api.Operations)
        {
            var own = requests.Zip(operations).Where(pair => pair.Second == operation).Select(pair => pair.First).ToList();
            var names = own.SelectMany(request => Query(request).Keys.Concat(request.Headers.NonValidated.Select(header => header.Key)))
                .Append("token").ToHashSet();
            Assert.True(own.Count > 10, $"{operation.Id} has {own.Count} of 2,000.");
            Assert.All(operation.Parameters, parameter => Assert.Contains(parameter.GetProperty("name").GetString()!, names));
        }
    }

    [Fact]
    public async Task Bodies_are_good_and_bad_JSON_and_no_JSON()
    {
        var kinds = new int[3];
        foreach (var request in Generate(1, 2000).Where(request => request.Content is not null))
        {
            kinds[await Kind(request.Content!)]++;
        }

        Assert.All(kinds, count => Assert.True(count > 50, $"Good, bad, no JSON: {string.Join(", ", kinds)}."));
    }

    [Fact]
    public void Tokens_are_those_the_caller_knows_and_others()
    {
        var paths = Generate(1, 2000).Where(request => request.Method == HttpMethod.Get)
            .Select(request => request.RequestUri!.OriginalString)
            .Where(path => path.StartsWith("/api/searches/", StringComparison.Ordinal)).ToList();
        var known = paths.Count(path => path.Contains(Known, StringComparison.Ordinal));

        Assert.InRange(known, paths.Count / 2, paths.Count * 9 / 10);
    }

    [Fact]
    public void No_request_asks_to_wait_unless_the_caller_wants_it()
    {
        Assert.DoesNotContain(Generate(1, 3000), AsksToWait);
        Assert.Contains(new RequestGenerator(Api) { Waits = true }.Generate(1, 3000, () => []), AsksToWait);

        static bool AsksToWait(HttpRequestMessage request) =>
            Query(request).Where(part => part.Key.Trim().Equals("wait", StringComparison.OrdinalIgnoreCase))
                .Any(part => part.Value.Any(value => !double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) || seconds > 0))
            || (request.Headers.NonValidated.TryGetValues("Prefer", out var prefer)
                && prefer.Any(value => value.Any(c => c is >= '1' and <= '9')));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_request_can_be_sent_and_reaches_the_application(bool raw)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await application.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
        var generator = new RequestGenerator(Api) { RawBaseAddress = raw ? client.BaseAddress : null };

        foreach (var request in generator.Generate(3, 2000, () => [Known]))
        {
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.NoContent)
            {
                Assert.Fail($"{answer.StatusCode}: {await RequestGenerator.DescribeAsync(request)}");
            }

            Assert.NotNull(Api.Find(request.Method.Method, request.RequestUri!.OriginalString));
        }
    }

    private static IEnumerable<HttpRequestMessage> Generate(int seed, int count) =>
        new RequestGenerator(Api).Generate(seed, count, () => [Known]);

    private static async Task<List<string>> Describe(IEnumerable<HttpRequestMessage> requests)
    {
        var texts = new List<string>();
        foreach (var request in requests)
        {
            texts.Add(await RequestGenerator.DescribeAsync(request));
        }

        return texts;
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Query(HttpRequestMessage request) =>
        request.RequestUri!.OriginalString.IndexOf('?', StringComparison.Ordinal) is var at and >= 0
            ? QueryHelpers.ParseQuery(request.RequestUri.OriginalString[at..])
            : [];

    private static async Task<int> Kind(HttpContent content)
    {
        try
        {
            var body = JsonElement.Parse(await content.ReadAsByteArrayAsync());
            return Api.Validator.Validate(Question, body).Count == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return 2;
        }
    }
}
