using System.Globalization;
using CarSearch.Samples.Kiota;
using CarSearch.Samples.Kiota.Api.Searches.Item;
using CarSearch.Samples.Kiota.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

// The address is the first argument, that of a host on this machine by default. A key is in the environment.
var address = new Uri(args is [var first] ? first : "http://localhost:7071");
IAuthenticationProvider authentication = Environment.GetEnvironmentVariable("CARSEARCH_KEY") is { Length: > 0 } key
    ? new ApiKeyAuthenticationProvider(key, "x-functions-key", ApiKeyAuthenticationProvider.KeyLocation.Header, address.Host)
    : new AnonymousAuthenticationProvider();
using var adapter = new HttpClientRequestAdapter(authentication) { BaseUrl = address.GetLeftPart(UriPartial.Authority) };
var searches = new CarSearchClient(adapter).Api.Searches;

// Start a search.
var question = new SearchQuestion
{
    PickUp = new() { Place = "New York", At = InDays(30) },
    DropOff = new() { Place = "JFK", At = InDays(32) },
};
var token = (await searches.PostAsync(question))!.Token!;

// Poll until it has ended. The response comes at the end, or after two seconds with the offers so far.
var search = await Get(query => query.Limit = 1);
while (search.Status is Search_status.NotStarted or Search_status.Running)
{
    var running = search.Suppliers!.Count(supplier => supplier.Status is SupplierProgress_status.Running);
    Console.WriteLine($"{search.Status}: {search.Total} offers, waiting for {running} of {search.Suppliers!.Count} suppliers");
    search = await Get(query => (query.Limit, query.Wait) = (1, 2));
}

Console.WriteLine($"{search.Status}: {search.Total} offers for {search.Request!.Days} days, until {search.ExpiresAt:u}");
Check(search.Status is Search_status.Succeeded && search.Error is null, "The search succeeds.");
Check(search.CompletedAt >= search.RequestedAt && search.ExpiresAt > search.CompletedAt, "The times are in order.");

// Choose a value of a facet as a filter.
var facet = search.Facets!.Size!.First(one => one.Value is Size.Compact);
var compact = await Get(query => (query.Size, query.Sort) = ([SizeFilter.Compact], GetSortQueryParameterType.Price));
Check(compact.Matched == facet.Count, "A facet counts the matches of its value.");
Check(compact.Offers!.All(offer => offer.Size is Size.Compact), "Every offer matches the filter.");
Check(compact.Offers!.First().Price!.Total == facet.From, "A facet has the lowest price.");

// Compare with larger cars, on all pages.
var offers = new List<Offer>();
do
{
    search = await Get(query =>
        (query.Size, query.Upgrade, query.Rating, query.Limit, query.Skip) = ([SizeFilter.Compact], Size.FullSize, 7, 100, offers.Count));
    offers.AddRange(search.Offers!);
}
while (search.Links!.Next is not null);

var upgrade = offers.Where(offer => offer.UpgradeFor is not null).MinBy(offer => offer.UpgradeFor)!;
Check(offers.Count == search.Matched && offers.All(offer => offer.SupplierRating >= 7), "The pages have every match.");
Check(offers.Any(offer => offer.Mileage is { Unlimited: true, Included: null, Unit: null }), "There are unlimited distances.");
Check(offers.Any(offer => offer.Mileage is { Unlimited: false, Included: > 0, Unit: not null }), "There are limited distances.");
Show(compact.Offers!.First());
Show(upgrade);

// Errors are typed.
question.DriverAge = 12;
var invalid = await Refused(searches.PostAsync(question));
Check(
    invalid is { Status: 400, Code: Problem_code.InvalidSearch } && invalid.Errors!.AdditionalData.ContainsKey("driverAge"),
    "An age of 12 is an error.");

// Delete the search.
await searches[token].DeleteAsync();
var gone = await Refused(Get(_ => { }));
Check(gone is { Status: 404, Code: Problem_code.NotFound }, "A deleted search is not found.");

static string InDays(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd'T'10:00", CultureInfo.InvariantCulture);

async Task<Search> Get(Action<WithTokenItemRequestBuilder.WithTokenItemRequestBuilderGetQueryParameters> filter) =>
    (await searches[token].GetAsync(request => filter(request.QueryParameters)))!;

static void Show(Offer offer)
{
    var distance = offer.Mileage switch
    {
        null => "distance unknown",
        { Unlimited: true } => "unlimited distance",
        var mileage => $"{mileage.Included} {mileage.Unit} included",
    };
    Console.WriteLine($"{offer.Vehicle}, {offer.Size}, {offer.Supplier}, {distance}: {offer.Price!.Total} {offer.Price.Currency}");
}

static async Task<Problem> Refused(Task request)
{
    try
    {
        await request;
    }
    catch (Problem problem)
    {
        Check(problem.ResponseStatusCode == problem.Status && problem.Message == problem.Detail, "The exception has the status and text.");
        Console.WriteLine($"{problem.Status} {problem.Code}: {problem.Message}");
        return problem;
    }

    throw new InvalidOperationException("The request succeeded.");
}

static void Check(bool isTrue, string statement)
{
    if (!isTrue)
    {
        throw new InvalidOperationException($"This is not so: {statement}");
    }
}
